"""What the program does; async, without a screen."""
