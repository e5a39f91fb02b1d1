"""What every room shares: errors, the frozen shapes, alignment, places, and delivery of files."""
