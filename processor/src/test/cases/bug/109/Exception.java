package bug;

class Exception {}
