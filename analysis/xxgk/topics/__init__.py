"""What a report is asked, a package for each question: its words and its charts.

In a notebook: ``from xxgk.topics import disputes``, then ``disputes.answer(...)`` or ``disputes.plot_growth(...)``.
Words need no Altair; it is imported with the first chart.
"""
