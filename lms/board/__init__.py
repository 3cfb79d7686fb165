"""Who is where: the learners of a cohort and the steps of a course, for trainers and staff."""
