"""A learning management system for courses taken on cheap phones, slow links and in two languages."""
