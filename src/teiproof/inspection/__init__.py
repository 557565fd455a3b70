"""What a corpus holds: counts of all that is in it, and what the toolkit will and will not do with it.

survey     the values: Tally, FileSurvey, Survey
gathering  one file, read once as a stream, becomes a FileSurvey
prospects  what the toolkit will and will not do with it, as sentences
notations  one module for each way of writing a survey down
"""
