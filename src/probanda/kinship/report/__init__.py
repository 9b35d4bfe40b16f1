"""What a person reads: text, pictures and pages made from a solution. Nothing is computed here."""
