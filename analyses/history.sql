{{ query_history(asked_for('indicator')) }}
