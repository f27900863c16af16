{{ query_why(asked_for('report'), asked_for('indicator')) }}
