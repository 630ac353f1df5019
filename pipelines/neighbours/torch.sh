#!/usr/bin/env bash
# usage: torch.sh FOLDER [MODEL...]
#
# Runs all ways to and from safetensors, PyTorch and ONNX, both ways. Installs pinned versions of them in a virtual
# environment in FOLDER, which is made where it is not there, from what pip is told to install from. Fits small models
# of every kind, or those that are named, with the tools that are built; compares what PyTorch and onnxruntime make of
# their files with what the tools make of them. Writes a table: what, tried, result. The status is 1 if anything
# differed by more than its bound. --list in the place of FOLDER writes the names of the models.
. "$(dirname "$0")/../start.bash"
(($#)) || misused
models=$here/neighbours/models.py
if [[ $1 == --list ]]; then exec python3 "$models" --list; fi
needs python3
mkdir -p "$1"
folder=$(realpath "$1")
shift
# The wheel for CPUs alone, where there is one, has a tenth of the size.
if [[ ! -x $folder/bin/python ]]; then
  python3 -m venv "$folder"
  "$folder/bin/pip" install -q numpy==2.4.6 safetensors==0.8.0 onnx==1.23.2 onnxruntime==1.32.0 >&2
  "$folder/bin/pip" install -q torch==2.13.0+cpu >&2 || "$folder/bin/pip" install -q torch==2.13.0 >&2
fi
workspace
cd "$work"
"$folder/bin/python" "$models" "$here/.." "$@"
