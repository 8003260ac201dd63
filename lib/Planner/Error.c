#include "fuselage-c/Planner.h"
