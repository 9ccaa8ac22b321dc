"""Input that means harm, or that nobody thought of: what is sent, and how it is told whether it did any."""
