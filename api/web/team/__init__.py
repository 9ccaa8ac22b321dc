"""The pages of an HR team: a table and roles in, a plan out. What was sent travels in the form; nothing is kept."""
