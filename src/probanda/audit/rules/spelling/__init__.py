"""One name under several spellings: what two ways of writing share, and what tells them apart."""
