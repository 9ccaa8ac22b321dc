"""What every request meets before the app: who watches it, whether it may go on now, and how the process stops."""
