# make          build all tools in release
# make deps     install the Debian packages that are missing
# make test     run every check
# make quick    run the tests of the libraries, the digests of runs and what all tools share: under a minute once built
# make fuzz     feed mutated bytes to every reader, for a short while
# make sanitize run every test with the address and the thread sanitizer
# make demo     train on 60,000 images and leave pictures in ./demo
# make install  install tools, man pages, completions, pipelines and formats below PREFIX
# make uninstall  remove them
# make man      copy the option tables into the man pages
# make clean    remove what was built
.POSIX:
PREFIX = /usr/local
DESTDIR =
SHELL = /bin/bash

# What the build needs; what the tests and the demo need beside it.
BUILD_PACKAGES = libisal-dev libjansson-dev libspng-dev libturbojpeg0-dev libzstd-dev pkg-config
MORE_PACKAGES = chafa curl gnuplot-nox liblinear-tools libsvm-tools mandoc netpbm nodejs python3-numpy python3-onnx \
  qemu-user r-cran-rtsne shellcheck sqlite3 time zstd

TOOLS = $(patsubst %.1,%,$(notdir $(wildcard Sources/Tools/*/*.1)))
RELEASE = .build/release
# Scripts that measure the checkout, not models, stay in it.
OF_CHECKOUT = benchmark fuzz growth kills limits mutations robustness spool ways-out
SCRIPTS = $(filter-out $(OF_CHECKOUT:%=pipelines/%.sh), $(wildcard pipelines/*.sh pipelines/collection/*.sh pipelines/report/*.sh))
SHARED = $(wildcard pipelines/*.bash pipelines/*.gp pipelines/collection/*.awk pipelines/report/*.awk pipelines/report/*.css \
  formats/*.md)
# A shell, and where it looks for the completions of a tool.
COMPLETIONS = bash:bash-completion/completions/%s zsh:zsh/site-functions/_%s fish:fish/vendor_completions.d/%s.fish
FASHION = /usr/share/datasets/fashion-mnist

build:
	swift build -c release

deps:
	.ci/install-packages $(BUILD_PACKAGES) $(MORE_PACKAGES)

test: deps
	swift format lint --strict -r Package.swift Sources Tests
	shellcheck .ci/* pipelines/*.sh pipelines/*.bash pipelines/*/*.sh Tests/Fixtures/*/*.sh \
	  Tests/Compatibility/*.sh findings/*.sh findings/*.bash
	swift build -c release --build-tests --explicit-target-dependency-import-check error
	swift test -c release --skip-build

# No scripts, no emulation, no sanitizer, no tool on its own: for between two changes.
QUICK = ^(Found|Spool|TensorIO|NumPy|Kernels|VAE)Tests\.|ToolTests\.(RunDigest|Compatibility|EveryTool|Map)Tests
quick:
	swift build -c release --build-tests
	swift test -c release --skip-build --filter '$(QUICK)'

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
	@echo 'To use the tools in this shell: PATH=$$PWD/$(RELEASE):$$PATH'

# Installed tools carry the Swift runtime in them. That is a matter of linking alone: what `make` has compiled is
# not compiled again. Behind sudo the build stays that of the user who owns it.
install:
	owner=$$(stat -c %U .); as=(); \
	[[ $$owner != "$$SUDO_USER" ]] || as=(sudo -H -u "$$owner" env "PATH=$$PATH"); \
	"$${as[@]}" env VAEUTILS_STATIC=yes swift build -c release
	$(MAKE) copy

# What is built, to where it is installed.
copy:
	share=$(DESTDIR)$(PREFIX)/share && set -e && \
	for tool in $(TOOLS); do \
	  install -D -s $(RELEASE)/$$tool $(DESTDIR)$(PREFIX)/bin/$$tool; \
	  install -D -m 644 Sources/Tools/$$tool/$$tool.1 $$share/man/man1/$$tool.1; \
	  for place in $(COMPLETIONS); do \
	    install -D -m 644 <($(RELEASE)/$$tool --help=$${place%%:*}) $$share/$$(printf "$${place#*:}" $$tool); \
	  done; \
	done; \
	for file in $(SCRIPTS) formats/read_t.py formats/write_t.py; do install -D -m 755 $$file $$share/vaeutils/$$file; done; \
	for file in $(SHARED); do install -D -m 644 $$file $$share/vaeutils/$$file; done

uninstall:
	share=$(DESTDIR)$(PREFIX)/share && \
	for tool in $(TOOLS); do \
	  rm -f $(DESTDIR)$(PREFIX)/bin/$$tool $$share/man/man1/$$tool.1; \
	  for place in $(COMPLETIONS); do rm -f $$share/$$(printf "$${place#*:}" $$tool); done; \
	done; \
	rm -rf $$share/vaeutils

man: build
	for tool in $(TOOLS); do \
	  $(RELEASE)/$$tool --help=man > .build/options && \
	  sed -i -e '/^\.\\" begin options/r .build/options' \
	    -e '/^\.\\" begin options/,/^\.\\" end options/{/^\.\\" /!d}' Sources/Tools/$$tool/$$tool.1; \
	done

clean:
	rm -rf .build demo

.PHONY: build deps test quick fuzz sanitize sanitize-address sanitize-thread demo install copy uninstall man clean
