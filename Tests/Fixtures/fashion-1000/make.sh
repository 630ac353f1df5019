#!/usr/bin/env bash
# Makes images.gz and labels.gz: the first 1,000 test images and labels of Fashion-MNIST, as IDX.
# Needs Debian's package dataset-fashion-mnist.
set -euo pipefail
cd "$(dirname "$0")"
data=/usr/share/datasets/fashion-mnist

# An IDX header is big-endian: type and rank, then the dimensions; here 1,000 is 0x03E8, 28 is 0x1C.
{
  printf '\x00\x00\x08\x03\x00\x00\x03\xE8\x00\x00\x00\x1C\x00\x00\x00\x1C'
  head -c 784016 <(gunzip -c "$data/t10k-images-idx3-ubyte.gz") | tail -c 784000
} | gzip -9n > images.gz
{
  printf '\x00\x00\x08\x01\x00\x00\x03\xE8'
  head -c 1008 <(gunzip -c "$data/t10k-labels-idx1-ubyte.gz") | tail -c 1000
} | gzip -9n > labels.gz
