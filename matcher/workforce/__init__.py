"""A team and the roles it moves toward: what it lacks as a whole, and which seats in which courses close that.

Nothing in here is a figure about one person: see docs/responsible-use.md.
"""
