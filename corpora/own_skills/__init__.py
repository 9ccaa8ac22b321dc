"""What operators add to the vocabulary: read from their files, kept apart from it, given back."""
