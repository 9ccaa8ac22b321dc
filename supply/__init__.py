"""What this project is made of: locked packages, their licences, and the bill of materials. Not shipped."""
