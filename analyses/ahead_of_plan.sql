{{ query_ahead_of_plan(asked_for('period'), asked_for('territory'), asked_for('report')) }}
