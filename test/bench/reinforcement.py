"""Tabular Q-learning and Sarsa on cliff walking, as one would write them in Python: the peer of the bench.

Usage: reinforcement.py METHOD TABLE EPISODES, where TABLE is "numpy" (an array, argmax) or "lists" (rows of
Python lists, which are faster than numpy for four numbers). Prints steps and seconds.
"""
import random
import sys
import time

import numpy as np

method, table, episodes = sys.argv[1], sys.argv[2], int(sys.argv[3])
rows = 48
q = np.zeros((rows, 4)) if table == "numpy" else [[0.0] * 4 for _ in range(rows)]
largest = np.max if table == "numpy" else max
draw = random.Random(7)


def best(values):
    return int(np.argmax(values)) if table == "numpy" else values.index(max(values))


def choose(state):
    return draw.randrange(4) if draw.random() < 0.1 else best(q[state])


outcomes = []
for state in range(rows):
    row, column = divmod(state, 12)
    for down, right in ((-1, 0), (0, 1), (1, 0), (0, -1)):
        r, c = min(3, max(0, row + down)), min(11, max(0, column + right))
        fell = r == 3 and 0 < c < 11
        outcomes.append((36 if fell else r * 12 + c, -100 if fell else -1, r == 3 and c == 11))

steps = 0
start = time.perf_counter()
for _ in range(episodes):
    state = 36
    action = choose(state)
    ended = False
    while not ended:
        if method == "q-learning":
            action = choose(state)
        follower, reward, ended = outcomes[state * 4 + action]
        following = choose(follower) if method == "sarsa" else 0
        if ended:
            later = 0.0
        elif method == "sarsa":
            later = q[follower][following]
        else:
            later = largest(q[follower])
        q[state][action] += 0.5 * (reward + later - q[state][action])
        state, action = follower, following
        steps += 1
print(steps, time.perf_counter() - start)
