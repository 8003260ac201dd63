# Part of the Fuselage project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the workloads should compute, in double precision and by other formulas.

A function for each source, of its arguments as nested lists, that returns the
expected results in order; those that work in place return a dictionary from the
argument's number to its expected elements.
"""

from math import cos, erfc, exp, log, log1p, sin, sqrt, tanh


def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


def columns(matrix):
    return [list(column) for column in zip(*matrix)]


def product(a, b):
    return [[dot(row, column) for column in columns(b)] for row in a]


def softmax_row(row):
    log_sum = log(sum(exp(value) for value in row))
    return [exp(value - log_sum) for value in row]


def softmax(x):
    return [[softmax_row(row) for row in x]]


def layernorm(x, gamma, beta):
    def normalise(row):
        mean = sum(row) / len(row)
        variance = dot(row, row) / len(row) - mean * mean
        return [
            (value - mean) / sqrt(variance + 1e-5) * g + b
            for value, g, b in zip(row, gamma, beta)
        ]

    return [[normalise(row) for row in x]]


def rmsnorm(x, weight):
    def normalise(row):
        rms = sqrt(dot(row, row) / len(row) + 1e-6)
        return [w * value / rms for value, w in zip(row, weight)]

    return [[normalise(row) for row in x]]


def swiglu_ffn(x, w_gate, w_up, w_down):
    def silu(t):
        return t * (1 + tanh(t / 2)) / 2

    hidden = [
        [silu(g) * u for g, u in zip(gates, ups)]
        for gates, ups in zip(product(x, w_gate), product(x, w_up))
    ]
    return [product(hidden, w_down)]


def gelu_ffn(x, w1, b1, w2, b2):
    def gelu(t):
        # 1 / (1 + exp(-u)) without overflow.
        u = 2 * sqrt(2 / 3.141592653589793) * (t + 0.044715 * t**3)
        return t * (exp(-log1p(exp(-u))) if u > 0 else exp(u - log1p(exp(u))))

    hidden = [
        [gelu(value + bias) for value, bias in zip(row, b1[0][0])]
        for row in product(x[0], w1[0])
    ]
    return [
        [[value + bias for value, bias in zip(row, b2[0][0])]
         for row in product(hidden, w2[0])]
    ]


def rotary_embedding(x):
    def rotate(position, row):
        low, high = [], []
        for k in range(8):
            angle = position * 10000 ** (-2 * k / 16)
            pair = complex(row[k], row[k + 8]) * complex(cos(angle), sin(angle))
            low.append(pair.real)
            high.append(pair.imag)
        return low + high

    return [[rotate(position, row) for position, row in enumerate(x)]]


def attention(q, k, v):
    def attend(query):
        weights = softmax_row([dot(query, key) / sqrt(8) for key in k])
        mixed = [0.0] * len(v[0])
        for weight, value in zip(weights, v):
            mixed = [m + weight * element for m, element in zip(mixed, value)]
        return mixed

    return [[attend(query) for query in q]]


def squeeze_excite(image, w1, w2):
    pixels = [pixel for row in image[0] for pixel in row]
    means = [sum(channel) / len(pixels) for channel in columns(pixels)]
    hidden = [max(0.0, dot(means, column)) for column in columns(w1[0])]
    gates = [(1 + tanh(dot(hidden, column) / 2)) / 2 for column in columns(w2[0])]
    return [[[value * gate for value, gate in zip(pixel, gates)] for pixel in pixels]]


def residual_norm(x, skip, mean, variance, gamma, beta):
    factors = [
        g / sqrt(v + 1e-5) for g, v in zip(gamma[0][0][0], variance[0][0][0])
    ]
    offsets = [b - m * f for b, m, f in zip(beta[0][0][0], mean[0][0][0], factors)]
    return [
        [
            max(0.0, value * factor + offset + other)
            for row, skip_row in zip(x[0], skip[0])
            for pixel, others in zip(row, skip_row)
            for value, factor, offset, other in zip(pixel, factors, offsets, others)
        ]
    ]


def cross_entropy(logits, labels):
    losses = [
        log(sum(exp(value) for value in row)) - row[label]
        for row, label in zip(logits, labels)
    ]
    return [losses, [sum(losses) / len(losses)]]


def huber_loss(prediction, target):
    def loss(d):
        return d * d / 2 if abs(d) <= 1 else abs(d) - 0.5

    losses = [
        [loss(p - t) for p, t in zip(*rows)] for rows in zip(prediction, target)
    ]
    return [losses, [sum(row) for row in losses]]


def adam(*arguments):
    def over(function, *tensors):
        if isinstance(tensors[0], list):
            return [over(function, *parts) for parts in zip(*tensors)]
        return function(*tensors)

    parameters, gradients, firsts, seconds = (
        arguments[i : i + 3] for i in range(0, 12, 3)
    )
    firsts = [over(lambda m, g: 0.9 * m + 0.1 * g, *p) for p in zip(firsts, gradients)]
    seconds = [
        over(lambda v, g: 0.999 * v + 0.001 * g * g, *p)
        for p in zip(seconds, gradients)
    ]
    parameters = [
        over(lambda p, m, v: p - 0.1 * m / (sqrt(1000 * v) + 1e-8), *parts)
        for parts in zip(parameters, firsts, seconds)
    ]
    return parameters + firsts + seconds


def sgd_momentum(p1, g1, v1, p2, g2, v2):
    def step(p, g, v):
        velocity = [
            [0.9 * c + b + 0.01 * a for a, b, c in zip(*rows)] for rows in zip(p, g, v)
        ]
        position = [
            [a - 0.1 * b for a, b in zip(*rows)] for rows in zip(p, velocity)
        ]
        return position, velocity

    (p1, v1), (p2, v2) = step(p1, g1, v1), step(p2, g2, v2)
    return {0: p1, 1: g1, 2: v1, 3: p2, 4: g2, 5: v2}


def black_scholes(spots, strikes, years):
    def normal(x):
        return erfc(-x / sqrt(2)) / 2

    calls, puts = [], []
    for spot, strike, time in zip(spots, strikes, years):
        deviation = 0.3 * sqrt(time)
        d1 = (log(spot / strike) + (0.02 + 0.3**2 / 2) * time) / deviation
        d2 = d1 - deviation
        present = strike * exp(-0.02 * time)
        calls.append(spot * normal(d1) - present * normal(d2))
        puts.append(present * normal(-d2) - spot * normal(-d1))
    return [calls, puts]


def convolve(image, kernel):
    """The sums of the kernel's products with the windows that lie inside."""
    height, width = len(kernel), len(kernel[0])
    return [
        [
            sum(dot(image[i + k][j : j + width], kernel[k]) for k in range(height))
            for j in range(len(image[0]) - width + 1)
        ]
        for i in range(len(image) - height + 1)
    ]


def unsharp_mask(image):
    taps = [1 / 16, 1 / 4, 3 / 8, 1 / 4, 1 / 16]
    blurred = convolve(image, [[a * b for b in taps] for a in taps])

    def sharpen(value, blur):
        return value + 1.5 * (value - blur) if abs(value - blur) > 0.5 else value

    inner = [row[2:-2] for row in image[2:-2]]
    return [
        [[sharpen(*pair) for pair in zip(*rows)] for rows in zip(inner, blurred)]
    ]


def harris_corners(image):
    smooth, slope = [1, 2, 1], [-0.125, 0.0, 0.125]
    along_x = convolve(image, [[a * b for b in slope] for a in smooth])
    along_y = convolve(image, [[a * b for b in smooth] for a in slope])

    def response(i, j):
        window = [(i + k, j + l) for k in range(3) for l in range(3)]
        xs = [along_x[k][l] for k, l in window]
        ys = [along_y[k][l] for k, l in window]
        xx, xy, yy = dot(xs, xs), dot(xs, ys), dot(ys, ys)
        return xx * yy - xy * xy - 0.04 * (xx + yy) ** 2

    return [
        [[response(i, j) for j in range(len(along_x[0]) - 2)]
         for i in range(len(along_x) - 2)]
    ]


def hotspot(temperature, power):
    rows, width = len(temperature), len(temperature[0])
    for _ in range(3):
        old = temperature
        temperature = [
            [
                old[i][j]
                + 0.5
                * (
                    power[i][j]
                    + 0.125
                    * (
                        old[max(i - 1, 0)][j]
                        + old[min(i + 1, rows - 1)][j]
                        + old[i][max(j - 1, 0)]
                        + old[i][min(j + 1, width - 1)]
                        - 4 * old[i][j]
                    )
                )
                for j in range(width)
            ]
            for i in range(rows)
        ]
    return {0: temperature, 1: power}


def jacobi_2d(a, b):
    cross = [[0, 0.2, 0], [0.2, 0.2, 0.2], [0, 0.2, 0]]

    def inside(target, values):
        middle = [
            [row[0], *inner, row[-1]] for row, inner in zip(target[1:-1], values)
        ]
        return [target[0], *middle, target[-1]]

    for _ in range(3):
        b = inside(b, convolve(a, cross))
        a = inside(a, convolve(b, cross))
    return {0: a, 1: b}


def fdtd_2d(ex, ey, hz, source):
    def differences(rows):
        """Of each row and the one before it."""
        return [[b - a for a, b in zip(*pair)] for pair in zip(rows, rows[1:])]

    def step_by(rows, factor, changes):
        return [
            [a - factor * b for a, b in zip(*pair)] for pair in zip(rows, changes)
        ]

    for time in range(3):
        ey = [[source[time]] * len(ey[0])] + step_by(ey[1:], 0.5, differences(hz))
        ex_columns, hz_columns = columns(ex), columns(hz)
        ex = columns(
            ex_columns[:1] + step_by(ex_columns[1:], 0.5, differences(hz_columns))
        )
        curl = [
            [a + b for a, b in zip(*pair)]
            for pair in zip(columns(differences(columns(ex))), differences(ey))
        ]
        inner = step_by([row[:-1] for row in hz[:-1]], 0.7, curl)
        hz = [row + old[-1:] for row, old in zip(inner, hz)] + hz[-1:]
    return {0: ex, 1: ey, 2: hz, 3: source}


def gemver(a, u1, v1, u2, v2, y, z):
    # B^T y = A^T y + v1 (u1 . y) + v2 (u2 . y), and so on.
    x = [
        1.2 * (dot(column, y) + p * dot(u1, y) + q * dot(u2, y)) + offset
        for column, p, q, offset in zip(columns(a), v1, v2, z)
    ]
    w = [
        1.5 * (dot(row, x) + p * dot(v1, x) + q * dot(v2, x))
        for row, p, q in zip(a, u1, u2)
    ]
    b = [
        [value + p * r + q * s for value, r, s in zip(row, v1, v2)]
        for row, p, q in zip(a, u1, u2)
    ]
    return [b, x, w]


def gesummv(a, b, x):
    return [
        [
            dot([1.5 * p + 1.2 * q for p, q in zip(*rows)], x)
            for rows in zip(a, b)
        ]
    ]


def bicg(a, p, r):
    s, q = [0.0] * len(p), [0.0] * len(r)
    for i, row in enumerate(a):
        for j, value in enumerate(row):
            s[j] += r[i] * value
            q[i] += value * p[j]
    return [s, q]


def atax(a, x):
    return [[dot(row, x) for row in product(columns(a), a)]]


def mvt(a, x1, x2, y1, y2):
    for i, row in enumerate(a):
        for j, value in enumerate(row):
            x1[i] += value * y1[j]
            x2[j] += value * y2[i]
    return [x1, x2]


def doitgen(a, c):
    transposed = columns(c)
    return {
        0: [[[dot(row, s) for s in transposed] for row in rows] for rows in a],
        1: c,
    }
