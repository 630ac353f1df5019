# make          build all tools in release
# make deps     install the Debian packages that are missing
# make test     run every check
# make fuzz     feed mutated bytes to every reader, for a short while
# make sanitize run every test with the address and the thread sanitizer
# make demo     train on 60,000 images and leave pictures in ./demo
# make install  install tools, man pages and completions below PREFIX
# make man      copy the option tables into the man pages
# make clean    remove what was built
.POSIX:
PREFIX = /usr/local
DESTDIR =
SHELL = /bin/bash

# What the build needs; what the tests and the demo need beside it.
BUILD_PACKAGES = libisal-dev libzstd-dev pkg-config
MORE_PACKAGES = chafa curl gnuplot-nox liblinear-tools libsvm-tools mandoc netpbm python3-numpy \
  qemu-user r-cran-rtsne shellcheck time zstd

TOOLS = $(patsubst %.1,%,$(notdir $(wildcard Sources/*/*.1)))
RELEASE = .build/release
# Installed tools carry the Swift runtime in them; a folder of its own keeps both builds fresh.
STATIC = --scratch-path .build/static -c release --static-swift-stdlib
FASHION = /usr/share/datasets/fashion-mnist

build:
	swift build -c release

deps:
	.ci/install-packages $(BUILD_PACKAGES) $(MORE_PACKAGES)

test: deps
	swift format lint --strict -r Package.swift Sources Tests
	shellcheck .ci/* pipelines/*.sh pipelines/*/*.sh Tests/Fixtures/*/*.sh Tests/Compatibility/*.sh
	swift build -c release --build-tests --explicit-target-dependency-import-check error
	swift test -c release --skip-build

fuzz: deps build
	PATH="$$PWD/$(RELEASE):$$PATH" RUNS=$${RUNS-20000} pipelines/fuzz.sh 0

# Swift has no sanitizer of undefined behaviour on Linux: its own checks stand in for it, in the vector code
# too. What a process has at its end is no leak. The thread sanitizer leaves alone the vector code that tools
# choose on this processor, and watches the other. Unless told otherwise, it lets every tool with threads sleep
# for a second at its end.
sanitize: sanitize-address sanitize-thread
sanitize-address: export ASAN_OPTIONS = detect_leaks=0
sanitize-thread: export TSAN_OPTIONS = halt_on_error=1:atexit_sleep_ms=0:suppressions=$(CURDIR)/Tests/thread-sanitizer.supp
sanitize-address sanitize-thread: deps
	export VAEUTILS_SANITIZE=$(@:sanitize-%=%) && \
	export VAEUTILS_UNWATCHED=$$(if grep -q avx512vl /proc/cpuinfo; then echo 4; else echo 3; fi) && \
	options="-c release --scratch-path .build/$(@:sanitize-%=%)" && \
	swift build $$options --build-tests && swift test $$options --skip-build

demo: deps build
	export PATH="$$PWD/$(RELEASE):$$PATH"; \
	data=$(FASHION); \
	.ci/install-packages dataset-fashion-mnist || \
	  { data=demo/mnist; pipelines/get-mnist.sh $$data; }; \
	pipelines/demo.sh $$data/train-images-idx3-ubyte.gz $$data/t10k-images-idx3-ubyte.gz demo

install:
	swift build $(STATIC)
	bin=$$(swift build $(STATIC) --show-bin-path) && share=$(DESTDIR)$(PREFIX)/share && set -e && \
	for tool in $(TOOLS); do \
	  install -D -s $$bin/$$tool $(DESTDIR)$(PREFIX)/bin/$$tool; \
	  install -D -m 644 Sources/$$tool/$$tool.1 $$share/man/man1/$$tool.1; \
	  for place in bash:bash-completion/completions/$$tool zsh:zsh/site-functions/_$$tool \
	    fish:fish/vendor_completions.d/$$tool.fish; do \
	    install -D -m 644 <($$bin/$$tool --help=$${place%%:*}) $$share/$${place#*:}; \
	  done; \
	done

man: build
	for tool in $(TOOLS); do \
	  $(RELEASE)/$$tool --help=man > .build/options && \
	  sed -i -e '/^\.\\" begin options/r .build/options' \
	    -e '/^\.\\" begin options/,/^\.\\" end options/{/^\.\\" /!d}' Sources/$$tool/$$tool.1; \
	done

clean:
	rm -rf .build demo

.PHONY: build deps test fuzz sanitize sanitize-address sanitize-thread demo install man clean
