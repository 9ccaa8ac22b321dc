"""Whether a catalogue's entry says what frameworks of micro-credentials ask of it: one framework a module."""
