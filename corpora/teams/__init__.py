"""Tables of teams under pseudonyms, and the briefs that say what to plan for them: docs/team.md tells their shapes."""
