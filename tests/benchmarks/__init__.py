"""Speed beside peers, measured in the same run and printed as ratios; timings never gate a test."""
