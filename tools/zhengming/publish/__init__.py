"""Everything that goes out: pages and exports."""
