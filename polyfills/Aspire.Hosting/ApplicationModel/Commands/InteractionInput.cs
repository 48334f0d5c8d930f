using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Hosting;

/// <summary>The kind of an input.</summary>
[Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public enum InputType
{
    /// <summary>A line of text.</summary>
    Text = 0,

    /// <summary>A line of text that is not shown.</summary>
    SecretText = 1,

    /// <summary>One of several values.</summary>
    Choice = 2,

    /// <summary>Yes or no.</summary>
    Boolean = 3,

    /// <summary>A number.</summary>
    Number = 4,
}

/// <summary>Something that a command asks for.</summary>
[Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
[DebuggerDisplay("Name = {Name}, InputType = {InputType}, Required = {Required}, Value = {Value}")]
public sealed class InteractionInput
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required InputType InputType { get; init; }

    /// <summary>What the field says; null is the name.</summary>
    public string? Label { get; init; }

    /// <summary>What the hint says.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the hint is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; init; }

    /// <summary>Whether a value must be given.</summary>
    public bool Required { get; init; }

    /// <summary>The values to choose from, each with its text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; set; }

    /// <summary>Whether another value than those may be given.</summary>
    public bool AllowCustomChoice { get; init; }

    /// <summary>Whether it cannot be changed.</summary>
    public bool Disabled { get; set; }

    /// <summary>The text in an empty field.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The greatest number of characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>What was given, or what the field has to begin with.</summary>
    public string? Value { get; set; }
}

/// <summary>Everything that a command asks for, by name regardless of case.</summary>
/// <param name="inputs">The inputs, with distinct names.</param>
[Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
[DebuggerDisplay("Count = {Count}")]
public sealed class InteractionInputCollection(IReadOnlyList<InteractionInput> inputs) : IReadOnlyList<InteractionInput>
{
    private readonly Dictionary<string, InteractionInput> _byName = inputs.ToDictionary(input => input.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The number of inputs.</summary>
    public int Count => inputs.Count;

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => inputs.Select(input => input.Name);

    /// <summary>The input at a place.</summary>
    /// <param name="index">The place, from 0.</param>
    public InteractionInput this[int index] => inputs[index];

    /// <summary>The input of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public InteractionInput this[string name] =>
        TryGetByName(name, out var input) ? input : throw new KeyNotFoundException($"No input with name '{name}' was found.");

    /// <summary>Finds an input.</summary>
    /// <param name="name">The name.</param>
    /// <param name="input">The input, if there is one.</param>
    public bool TryGetByName(string name, [NotNullWhen(true)] out InteractionInput? input) => _byName.TryGetValue(name, out input);

    /// <summary>Whether there is an input of a name.</summary>
    /// <param name="name">The name.</param>
    public bool ContainsName(string name) => _byName.ContainsKey(name);

    /// <summary>What was given; null if nothing was.</summary>
    /// <param name="name">The name.</param>
    public string? GetString(string name) => this[name].Value;

    /// <summary>What was given, as yes or no; an error if it is neither.</summary>
    /// <param name="name">The name.</param>
    public bool GetBoolean(string name) => bool.Parse(Require(name));

    /// <summary>What was given, as a whole number; an error if it is none.</summary>
    /// <param name="name">The name.</param>
    public int GetInt32(string name) => int.Parse(Require(name), CultureInfo.InvariantCulture);

    /// <summary>What was given, as a number; an error if it is none.</summary>
    /// <param name="name">The name.</param>
    public double GetDouble(string name) => double.Parse(Require(name), CultureInfo.InvariantCulture);

    /// <summary>The inputs in a new array.</summary>
    public InteractionInput[] ToArray() => [.. inputs];

    /// <inheritdoc />
    public IEnumerator<InteractionInput> GetEnumerator() => inputs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Require(string name) =>
        this[name].Value ?? throw new InvalidOperationException($"The input '{name}' has no value.");
}

/// <summary>What was given to a command, being checked.</summary>
[Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class InputsDialogValidationContext
{
    private readonly List<string> _errors = [];

    /// <summary>What was given.</summary>
    public required InteractionInputCollection Inputs { get; init; }

    /// <summary>Stops the check.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The services of the application.</summary>
    public required IServiceProvider Services { get; init; }

    internal IReadOnlyList<string> Errors => _errors;

    /// <summary>Says what is wrong with an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="errorMessage">What is wrong.</param>
    public void AddValidationError(InteractionInput input, string errorMessage) => AddValidationError(input.Name, errorMessage);

    /// <summary>Says what is wrong with an input.</summary>
    /// <param name="inputName">The name of the input.</param>
    /// <param name="errorMessage">What is wrong.</param>
    public void AddValidationError(string inputName, string errorMessage) => _errors.Add($"{inputName}: {errorMessage}");
}
