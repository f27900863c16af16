{{ query_drivers(asked_for('report'), asked_for('total')) }}
