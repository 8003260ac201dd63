extern int x; 
