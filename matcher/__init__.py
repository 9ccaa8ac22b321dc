"""From a job ad to the micro-credentials that close a person's skills gap. Pure: no I/O, no clock, no framework."""
