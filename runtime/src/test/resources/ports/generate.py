#!/usr/bin/env python3
"""Write one training step of five architectures, computed by PyTorch 2.13: python generate.py

ports.safetensors has for each of them its state before and after a step of SGD with a rate of 0.1 (`before.`,
`after.`), its inputs (`in.`) and its loss.
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "conformance"))
from generate import write_safetensors  # noqa: E402


def double(i, o):
    return nn.Sequential(nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU(), nn.Conv2d(o, o, 3, padding=1), nn.ReLU())


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.down, self.bottom = double(1, 4), double(4, 6), double(6, 8)
        self.up2, self.join2 = nn.ConvTranspose2d(8, 6, 2, stride=2), double(12, 6)
        self.up1, self.join1 = nn.ConvTranspose2d(6, 4, 2, stride=2), double(8, 4)
        self.out = nn.Conv2d(4, 1, 1)

    def forward(self, x):
        a = self.first(x)
        b = self.down(F.max_pool2d(a, 2))
        c = self.bottom(F.max_pool2d(b, 2))
        b = self.join2(torch.cat([self.up2(c), b], 1))
        return self.out(self.join1(torch.cat([self.up1(b), a], 1)))


class Block(nn.Module):
    def __init__(self, i, o, stride, groups):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, o, 1, bias=False), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = nn.Conv2d(o, o, 3, stride, 1, groups=groups, bias=False), nn.BatchNorm2d(o)
        self.downsample = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.downsample(x))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, 1, 1, bias=False)
        self.layers = nn.ModuleList([Block(4, 8, 1, 2), Block(8, 8, 2, 4)])
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        for layer in self.layers:
            x = layer(x)
        return self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))


class Speech(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(6, 8, 5, stride=2, padding=2)
        self.rnn = nn.GRU(8, 5, num_layers=2, batch_first=True, bidirectional=True)
        self.norm = nn.LayerNorm(10)
        self.out = nn.Linear(10, 4)

    def forward(self, x):
        y, _ = self.rnn(F.gelu(self.conv(x)).transpose(1, 2))
        return self.out(self.norm(y))


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, 2, 1)
        self.conv2 = nn.Conv2d(4, 6, 3, 2, 1)
        self.out = nn.Linear(24, 1)

    def forward(self, x):
        x = F.leaky_relu(self.conv1(x), 0.2)
        x = F.instance_norm(F.silu(self.conv2(x)))
        return self.out(x.flatten(1))


class Recogniser(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 4, 3, padding=1), nn.GroupNorm(2, 4)
        self.lstm = nn.LSTM(16, 6, bidirectional=True)
        self.out = nn.Linear(12, 5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.norm(self.conv(x))), (2, 1))
        n, c, h, w = x.shape
        x, _ = self.lstm(x.reshape(n, c * h, w).permute(2, 0, 1))
        return self.out(x).log_softmax(-1)


def penalised(critic, real, fake, share):
    mixed = (share * real + (1 - share) * fake).requires_grad_()
    (slope,) = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    penalty = (slope.flatten(1).norm(dim=1) - 1).pow(2).mean()
    return critic(fake).mean() - critic(real).mean() + 10 * penalty


def ctc(net, x, targets, input_lengths, target_lengths):
    return F.ctc_loss(net(x), targets, input_lengths, target_lengths)


def main():
    torch.manual_seed(5)
    torch.set_num_threads(1)
    tensors = {}

    def step(name, net, loss, **inputs):
        for key, tensor in net.state_dict().items():
            tensors[f"{name}.before.{key}"] = tensor.clone()
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        value = loss(net, *inputs.values())
        value.backward()
        optimizer.step()
        for key, tensor in net.state_dict().items():
            tensors[f"{name}.after.{key}"] = tensor.clone()
        tensors[f"{name}.loss"] = value.detach()
        for key, tensor in inputs.items():
            tensors[f"{name}.in.{key}"] = tensor

    step("unet", UNet(), lambda net, x, y: F.binary_cross_entropy_with_logits(net(x), y), x=torch.randn(2, 1, 8, 12), y=(torch.rand(2, 1, 8, 12) > 0.5).float())
    step("resnet", ResNet(), lambda net, x, y: F.cross_entropy(net(x), y), x=torch.randn(4, 3, 6, 6), y=torch.randint(0, 5, (4,)))
    step("speech", Speech(), lambda net, x, y: F.cross_entropy(net(x).transpose(1, 2), y), x=torch.randn(3, 6, 17), y=torch.randint(0, 4, (3, 9)))
    step("gan", Critic(), penalised, real=torch.randn(3, 1, 8, 8), fake=torch.randn(3, 1, 8, 8), share=torch.rand(3, 1, 1, 1))
    step("ctc", Recogniser(), ctc, x=torch.randn(2, 1, 8, 10), y=torch.tensor([[1, 2, 2], [3, 1, 0]]), lengths=torch.tensor([10, 8]), target_lengths=torch.tensor([3, 2]))
    write_safetensors(HERE / "ports.safetensors", tensors, dict(torch=torch.__version__))


if __name__ == "__main__":
    main()
