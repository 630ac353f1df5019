#if arch(x86_64)
  import Foundation
  import TensorIO
  import Testing
  import ToolSandbox

  /// The same bytes whatever the processor has, and one line from a processor that has too little.
  @Suite struct InstructionSetTests {
    let box: Sandbox

    init() throws {
      box = try Sandbox.withModels()
    }

    static let hasV4 = {
      let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      let flags = Set(
        text.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? [])
      return flags.isSuperset(of: ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"])
    }()

    @Test(.enabled(if: hasV4, "this processor lacks AVX-512"))
    func theSameBytesForBothInstructionSets() throws {
      let fit = "vae-fit -q -e 2 -z 3 --hidden 37 --validate data.t data.t"
      let line = "VAE_ISA=v3 \(fit) > a.t; VAE_ISA=v4 \(fit) | cmp - a.t"
      #expect(try box.run(line) == .success())
    }

    @Test(
      .enabled(if: hasV4, "this processor lacks AVX-512"), arguments: Sandbox.kinds.keys.sorted())
    func theSameBytesForEveryModel(_ kind: String) throws {
      let box = try Sandbox.withEveryModel()
      let fit = "vae-fit -q -e 2 -b 48 \(Sandbox.kinds[kind] ?? "") few.t"
      let code = "vae-encode --sample \(kind).t few.t"
      let decode = "vae-decode --sample \(kind).t z.t"
      let sample = Sandbox.autoencoders.contains(kind) ? "true" : "latent-sample -n 99 -m \(kind).t"
      #expect(try box.run("\(code) > z.t") == .success())
      for line in [fit, code, decode, sample] {
        let both = "VAE_ISA=v3 \(line) > a.t; VAE_ISA=v4 \(line) | cmp - a.t"
        #expect(try box.run(both) == .success(), "\(line)")
      }
    }

    /// Every likelihood and every activation has arithmetic of its own.
    @Test(
      .enabled(if: hasV4, "this processor lacks AVX-512"),
      arguments: [
        "--activation gelu --likelihood continuous-bernoulli",
        "--activation silu --likelihood gaussian:learned",
        "--activation tanh --likelihood gaussian:pixel",
        "--activation softplus --likelihood laplace:learned --optimizer adamw",
        "--likelihood laplace:pixel --optimizer sgd:0.9,0.01 --lr 1e-5",
        "--likelihood log-cosh --clip 1", "--likelihood discretised-logistic --schedule cosine",
        "--likelihood discretised-logistic:pixel --warmup 1", "-m dae", "--corrupt salt-pepper:0.2",
        "--binarize dynamic --free-bits 0.1", "--objective tc:6", "--objective factor:6,40,2",
        "-m joint --objective capacities:5,9,1,1", "--objective swae:9,20",
        "--objective dip1:3,2", "--objective dip2:3,2",
        "--init mean", "--init torch", "--optimizer adagrad --lr 0.02", "--objective wae-imq:9",
        "--objective info-rbf:-1,8",
        "--objective capacity:5,9,1",
        "-m sae", "-m ae --sparsity kl:0.1,1",
        "--ms-ssim 90 --likelihood discretised-logistic:pixel --encoder conv:3",
        "--perceptual conv.t --likelihood continuous-bernoulli", "--perceptual ae.t --ms-ssim 3",
      ])
    func theSameBytesForEveryOption(_ options: String) throws {
      let box = try Sandbox.withEveryModel()
      let line = "vae-fit -q -e 2 -b 48 -z 3 --hidden 12 \(options) few.t"
      let both = "VAE_ISA=v3 \(line) > a.t; VAE_ISA=v4 \(line) | cmp - a.t"
      #expect(try box.run(both) == .success())
    }

    /// The linker keeps one copy of what several modules define weakly, and it might be that of a module for AVX-512,
    /// which an older processor cannot run. So what both modules of vector code define weakly is the same there as in
    /// a module that is compiled for any processor: what the compiler itself adds to each.
    @Test(
      .enabled(if: Checkout.has("objdump"), "objdump is not installed"),
      .enabled(if: !Checkout.isSanitized, "a sanitizer adds code of its own to each module"))
    func noInstructionLeaksOutOfItsModule() throws {
      func objects(_ module: String) -> String { "\(Checkout.binaries.path)/\(module).build/*.o" }
      func weak(_ module: String) throws -> Set<Substring> {
        let functions = try box.run("nm \(objects(module)) | awk '$2 == \"T\" || $2 == \"W\"'").text
        #expect(functions.contains("denseForward"))
        let lines = functions.split(separator: "\n").filter { $0.contains(" W ") }
        return Set(lines.compactMap { $0.split(separator: " ").last })
      }
      func code(_ symbol: Substring, _ module: String) throws -> [Substring] {
        let dump = "objdump -d --no-show-raw-insn --disassemble='\(symbol)' \(objects(module))"
        let text = try box.run(
          "\(dump) | sed -n 's/^ *[0-9a-f]*:\\t//p' | sed 's/ *[0-9a-f]* <.*//'")
        return text.text.split(separator: "\n")
      }
      for symbol in try weak("KernelsV3").intersection(weak("KernelsV4")) {
        let plain = try code(symbol, "Kernels")
        #expect(!plain.isEmpty, "\(symbol) is in the vector code alone")
        for module in ["KernelsV3", "KernelsV4"] {
          #expect(try code(symbol, module) == plain, "\(symbol) in \(module)")
        }
      }
    }

    /// An emulated Haswell has AVX2 and FMA, and no more.
    @Test(.enabled(if: Checkout.canEmulate, "qemu-x86_64 is not installed, or this is a sanitizer"))
    func theSameBytesOnAHaswell() throws {
      let fit = "-q -e 1 -z 3 --hidden 9 --threads 1 data.t"
      let emulated = "qemu-x86_64 -cpu Haswell \(Checkout.binaries.path)/vae-fit \(fit)"
      // The emulator itself warns of features that it lacks.
      #expect(
        try box.run("\(emulated) 2> /dev/null > a.t; vae-fit \(fit) | cmp - a.t") == .success())
      let forced = try box.run("VAE_ISA=v4 \(emulated) 2>&1 | tail -1")
      #expect(
        forced.text == "vae-fit: VAE_ISA asks for v4, which this processor lacks: use v3\n")
    }

    /// 64 images and a batch: the emulator is slow.
    @Test(
      .enabled(if: Checkout.canEmulate, "qemu-x86_64 is not installed, or this is a sanitizer"),
      arguments: ["conv", "conv-vq", "categorical"])
    func theSameModelsOnAHaswell(_ kind: String) throws {
      let box = try Sandbox.withEveryModel()
      let x = try box.frames("few.t")[0].tensors[0].rows(0..<64)
      try box.writeFrame("in.t", x)
      let fit = "-q -e 1 -b 64 --threads 1 \(Sandbox.kinds[kind] ?? "") in.t"
      let emulated = "qemu-x86_64 -cpu Haswell \(Checkout.binaries.path)/vae-fit \(fit)"
      #expect(
        try box.run("\(emulated) 2> /dev/null > a.t; vae-fit \(fit) | cmp - a.t") == .success())
    }

    @Test(
      .enabled(if: Checkout.canEmulate, "qemu-x86_64 is not installed, or this is a sanitizer"),
      arguments: [
        "vae-fit data.t", "vae-encode model.t data.t", "vae-decode model.t data.t",
        "latent-sample -n 3",
      ])
    func aProcessorThatIsTooOldIsToldSo(_ line: String) throws {
      let tool = String(line.prefix { $0 != " " })
      #expect(
        try box.run("qemu-x86_64 -cpu Nehalem \(Checkout.binaries.path)/\(line)")
          == .failure(
            70,
            "\(tool): this processor lacks AVX2 and FMA: "
              + "x86-64-v3 (Haswell, Zen or later) is needed"))
    }
  }
#endif
