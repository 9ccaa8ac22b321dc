"""What is learned or built: encoders, indexes, fitted weights. Each implements a protocol of the core."""
