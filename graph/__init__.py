"""From statements to a graph that can be stored, asked, checked and drawn."""
