"""What watchspec costs: time and memory, as tables. Each module is run by itself."""
