import dev.forja.Forward;

@Forward int forward() { return 1; } // error: [ModelUnnamed] at forward

void main() {}
