"""The PyTorch side of the network bench: the same data, first weights, batches, epochs and Adam.

Reads a case's name per line, answers with milliseconds and losses as a line of JSON. Arguments: the folder
that network-worker.ts wrote, the number of threads. PyTorch's GRU applies its reset gate after the recurrent
product, tfjs's before: there the first weights are the same, the losses only alike.
"""

import json
import sys
import time

import numpy as np
import torch
from torch import nn

folder, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)


def load(name):
    with open(f"{folder}/{name}.json") as file:
        meta = json.load(file)
    arrays = []
    for i, shape in enumerate(meta["shapes"]):
        dtype = np.int32 if name == "GRU" and i == 0 else np.float32
        arrays.append(np.fromfile(f"{folder}/{name}-{i}.bin", dtype=dtype).reshape(shape))
    return meta, arrays


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(200, 32)
        self.gru = nn.GRU(32, 32, batch_first=True)
        self.dense = nn.Linear(32, 1)

    def forward(self, x):
        _, last = self.gru(self.embedding(x))
        return torch.sigmoid(self.dense(last[0]))


def set_(parameter, values):
    parameter.data = torch.from_numpy(np.ascontiguousarray(values))


def linear(kernel, bias):
    layer = nn.Linear(*kernel.shape)
    set_(layer.weight, kernel.T)
    set_(layer.bias, bias)
    return layer


def build(name, arrays):
    x, y, *weights = arrays
    if name == "MLP":
        layers = [linear(weights[i], weights[i + 1]) for i in (0, 2, 4)]
        model = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2], nn.Sigmoid())
        return model, torch.from_numpy(x), torch.from_numpy(y), nn.BCELoss()
    if name == "GRU":
        table, kernel, recurrent, bias, dense, dense_bias = weights
        model = Recurrent()
        set_(model.embedding.weight, table)
        # tfjs: update, reset, candidate; PyTorch: reset, update, candidate, and its update keeps the other share.
        order = np.r_[32:64, 0:32, 64:96]
        set_(model.gru.weight_ih_l0, kernel[:, order].T)
        set_(model.gru.weight_hh_l0, recurrent[:, order].T)
        set_(model.gru.bias_ih_l0, bias[order])
        set_(model.gru.bias_hh_l0, 0 * bias)
        set_(model.dense.weight, dense.T)
        set_(model.dense.bias, dense_bias)
        return model, torch.from_numpy(x.astype(np.int64)), torch.from_numpy(y), nn.BCELoss()
    filters, filter_bias, dense, dense_bias = weights
    convolution = nn.Conv2d(1, 8, 3)
    set_(convolution.weight, filters.transpose(3, 2, 0, 1))
    set_(convolution.bias, filter_bias)
    # tfjs flattens channels last.
    dense = dense.reshape(13, 13, 8, 10).transpose(2, 0, 1, 3).reshape(1352, 10)
    model = nn.Sequential(
        convolution, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), linear(dense, dense_bias)
    )
    images = torch.from_numpy(np.ascontiguousarray(x.transpose(0, 3, 1, 2)))
    return model, images, torch.from_numpy(y.argmax(1)), nn.CrossEntropyLoss()


def train(name):
    meta, arrays = load(name)
    model, x, y, loss_of = build(name, arrays)
    rows, batch = meta["rows"], meta["batchSize"]
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)
    losses = []
    started = time.perf_counter()
    for _ in range(meta["epochs"]):
        total = 0.0
        for i in range(0, rows, batch):
            optimizer.zero_grad()
            loss = loss_of(model(x[i : i + batch]), y[i : i + batch])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x[i : i + batch])
        losses.append(total / rows)
    return {"milliseconds": 1000 * (time.perf_counter() - started), "losses": losses}


print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    print(json.dumps(train(line.strip())), flush=True)
