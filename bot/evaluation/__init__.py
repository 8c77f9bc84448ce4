"""How often the assistant is right, measured on labelled questions."""
