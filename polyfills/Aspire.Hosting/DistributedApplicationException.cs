namespace Aspire.Hosting;

/// <summary>The application cannot do what was asked of it.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>An error without a message.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>An error.</summary>
    /// <param name="message">What went wrong.</param>
    public DistributedApplicationException(string message) : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="inner">The cause.</param>
    public DistributedApplicationException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>A parameter was not given and has no default.</summary>
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>An error.</summary>
    /// <param name="message">Which parameter, and where it was looked for.</param>
    public MissingParameterValueException(string message) : base(message)
    {
    }

    /// <summary>An error with a cause.</summary>
    /// <param name="message">Which parameter, and where it was looked for.</param>
    /// <param name="innerException">The cause.</param>
    public MissingParameterValueException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
