{{ query_behind_plan(asked_for('period')) }}
