"""The draft of a micro-credential for what employers ask for, made of their own words and of nothing else."""
