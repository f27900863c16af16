{{ query_ahead_of_plan(asked_for('period')) }}
