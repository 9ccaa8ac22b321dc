"""The pages: for job seekers, providers and teams, and one search for all. Each works without script."""
