{{ query_unguarded(asked_for('report')) }}
