"""How texts hide names, and the ways in which they give them away."""
