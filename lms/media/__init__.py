"""Pictures and sound: files named by their content, behind the guard."""
