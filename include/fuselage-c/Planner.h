typedef int FuselagePlaceholder;
