"""Law as data: instruments, provisions and their elements, qualification, document symbols."""
