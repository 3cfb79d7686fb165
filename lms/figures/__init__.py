"""What answers say about quizzes and their questions: figures in which nobody stands, and marking again."""
