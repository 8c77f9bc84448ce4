"""Rasa's custom actions: guided dialogues, in a process of their own (``python -m actions``)."""
