{{ query_verdicts(asked_for('report')) }}
