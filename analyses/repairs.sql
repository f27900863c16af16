{{ query_repairs(asked_for('report')) }}
