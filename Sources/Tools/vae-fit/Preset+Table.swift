extension Preset {
  /// The table. Weights are in nats per example, so that ten epochs of MNIST with 20 dimensions give
  /// reconstructions and samples worth a look.
  static let all = [
    Preset("ae", "--bottleneck none", "autoencoder", "Hinton & Salakhutdinov 2006, Science 313"),
    Preset(
      "sae", "--bottleneck none --sparsity l1:1", "sparse autoencoder",
      "Ng 2011, Sparse autoencoder"),
    Preset(
      "dae", "--bottleneck none --corrupt gaussian:0.3", "denoising autoencoder",
      "Vincent et al. 2010, JMLR 11"),
    Preset(
      "vae", "--bottleneck gaussian", "variational autoencoder",
      "Kingma & Welling 2014, arXiv 1312.6114"),
    Preset("cvae", "--conditional", "told the class", "Sohn et al. 2015, NeurIPS"),
    Preset("beta", "--beta 4", "more weight on the KL", "Higgins et al. 2017, ICLR"),
    Preset(
      "capacity", "--objective capacity:5,25,5", "so many nats of KL",
      "Burgess et al. 2018, arXiv 1804.03599"),
    Preset(
      "tc", "--objective tc:6", "total correlation", "Chen et al. 2018, arXiv 1802.04942"),
    Preset(
      "factor", "--objective factor:10", "total correlation, by a discriminator",
      "Kim & Mnih 2018, arXiv 1802.05983"),
    Preset(
      "dip1", "--objective dip1:10,100", "covariance of the means",
      "Kumar et al. 2018, arXiv 1711.00848"),
    Preset(
      "dip2", "--objective dip2:10,10", "covariance of draws",
      "Kumar et al. 2018, arXiv 1711.00848"),
    Preset(
      "wae-rbf", "--objective wae-rbf:300", "discrepancy, Gaussian kernel",
      "Tolstikhin et al. 2018, arXiv 1711.01558"),
    Preset(
      "wae-imq", "--objective wae-imq:100", "discrepancy, inverse multiquadratic kernel",
      "Tolstikhin et al. 2018, arXiv 1711.01558"),
    Preset(
      "info", "--objective info-imq:0.5,100", "less KL, and the discrepancy",
      "Zhao et al. 2019, arXiv 1706.02262"),
    Preset(
      "swae", "--objective swae:100,50", "sliced Wasserstein distance",
      "Kolouri et al. 2019, arXiv 1804.01947"),
    Preset(
      "iwae", "--objective iwae:5", "importance weights", "Burda et al. 2016, arXiv 1509.00519"),
    Preset(
      "miwae", "--objective miwae:2,4", "mean of several such bounds",
      "Rainforth et al. 2018, arXiv 1802.04537"),
    Preset(
      "dreg", "--objective dreg:5", "importance weights, doubly reparameterised gradient",
      "Tucker et al. 2019, arXiv 1810.04152"),
    Preset(
      "vamp", "--prior vamp:100", "pseudo-inputs for a prior",
      "Tomczak & Welling 2018, arXiv 1705.07120"),
    Preset(
      "hierarchy", "--prior hierarchy:200,10", "latents above z",
      "Burda et al. 2016, arXiv 1509.00519"),
    Preset(
      "flow", "--posterior-flow 4,100", "couplings behind the posterior",
      "Rezende & Mohamed 2015, arXiv 1505.05770"),
    Preset(
      "flow-prior", "--prior flow:4,100", "couplings for a prior",
      "Dinh et al. 2017, arXiv 1605.08803"),
    Preset(
      "log-cosh", "--likelihood log-cosh:10", "a robust likelihood",
      "Chen et al. 2018, OpenReview rkglvsC9Ym"),
    Preset(
      "ms-ssim", "--ms-ssim 200", "similarity of structure",
      "Snell et al. 2017, arXiv 1511.06409"),
    Preset(
      "dfc", "--perceptual-weight 0.2", "features of another model, --perceptual FILE",
      "Hou et al. 2017, arXiv 1610.00291"),
    Preset("vq", "--bottleneck vq", "codebook", "van den Oord et al. 2017, arXiv 1711.00937"),
    Preset(
      "categorical", "--bottleneck categorical", "categories for z",
      "Jang et al. 2017, arXiv 1611.01144"),
    Preset(
      "joint", "--bottleneck joint", "numbers and categories", "Dupont 2018, arXiv 1804.00104"),
    Preset(
      "capacities", "--bottleneck joint --objective capacities:5,25,2,5",
      "so many nats of each", "Dupont 2018, arXiv 1804.00104"),
  ]
}
