import Kernels
import Testing

/// Views of a matrix: a wrong one would be memory of something else, which nothing would tell.
@Suite struct PanelsTests {
  /// 70 columns are three panels, 13 rows two tiles.
  private static func panels(_ order: Panels.Order = .byPanel) -> Matrix {
    let matrix = Matrix(rows: 13, columns: 70, order: order)
    matrix.rowMajor = (0..<13 * 70).map(Float.init)
    return matrix
  }

  @Test(arguments: [Panels.Order.byPanel, .byTileRow])
  func elements(_ order: Panels.Order) {
    let matrix = Self.panels(order)
    let panels = matrix.panels
    for row in 0..<13 {
      for column in 0..<70 { #expect(panels[row, column] == Float(row * 70 + column)) }
    }
    for panel in 0..<3 { #expect(panels.line(12, panel: panel)[5] == panels[12, panel * 32 + 5]) }
    panels[12, 69] = -1
    #expect(matrix.rowMajor.last == -1)
    // The padding of columns is zero, and can be written.
    #expect(panels[12, 95] == 0)
    panels[12, 95] = 2
    #expect(panels[12, 95] == 2)
  }

  @Test func slices() {
    let matrix = Self.panels()
    let rows = matrix.panels.slice(rows: 3..<13)
    #expect(rows.rows == 10 && rows[0, 40] == Float(3 * 70 + 40) && rows[9, 69] == 12 * 70 + 69)
    let last = matrix.panels.slice(panels: 2..<3)
    #expect(last.columns == 6 && last[12, 5] == 12 * 70 + 69)
    #expect(matrix.panels.slice(panels: 1..<3).columns == 38)
    for empty in 0...3 { #expect(matrix.panels.slice(panels: empty..<empty).columns == 0) }
    #expect(matrix.panels.slice(rows: 13..<13).rows == 0)
    #expect(matrix.panels.first(columns: 96)[12, 69] == 12 * 70 + 69)
  }

  @Test func slicesBeyondAMatrixTrap() async {
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels.slice(rows: 3..<14) }
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels.slice(rows: -1..<3) }
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels.slice(panels: 1..<4) }
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels.slice(panels: -1..<1) }
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels.first(columns: 97) }
    // Of a slice too, though there is memory behind it.
    await #expect(processExitsWith: .failure) {
      _ = Self.panels().panels.slice(rows: 0..<4).slice(rows: 2..<5)
    }
    await #expect(processExitsWith: .failure) {
      _ = Self.panels(.byTileRow).panels.slice(rows: 0..<1)
    }
  }

  @Test func elementsBeyondAMatrixTrap() async {
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels[13, 0] }
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels[-1, 0] }
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels[0, 96] }
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels[0, -1] }
    await #expect(processExitsWith: .failure) { _ = Self.panels().panels.line(0, panel: 3) }
  }
}
